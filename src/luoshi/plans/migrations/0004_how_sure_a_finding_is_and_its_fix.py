from django.db import migrations, models


class Migration(migrations.Migration):
    """No finding ever had a suggestion; its place is taken by a fix that can be applied."""

    dependencies = [
        ("plans", "0003_documents_of_any_kind"),
    ]

    operations = [
        migrations.RemoveField(model_name="finding", name="suggestion"),
        migrations.AddField(model_name="finding", name="confidence", field=models.FloatField(default=1)),
        migrations.AddField(model_name="finding", name="fix", field=models.JSONField(null=True)),
    ]
