from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_plans_hold_from_the_year_on")]

    operations = [
        migrations.AlterModelOptions(name="task", options={"ordering": ("version", "ordinal", "start")}),
    ]
