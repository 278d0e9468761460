"""An index that tells which reading of a target and unit is the latest that counts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("progress", "0003_what_was_confirmed_counts")]

    operations = [
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(
                condition=models.Q(("counted_from__isnull", False), ("counted_until", None), ("nil", False)),
                fields=["target", "unit", "-as_of", "-reported_at", "-id"],
                name="reading_latest_that_counts",
            ),
        )
    ]
