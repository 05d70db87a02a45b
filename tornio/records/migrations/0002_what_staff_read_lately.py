from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_the_house"),
        ("records", "0001_the_house"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(
                condition=models.Q(("capacity", "practitioner"), ("goes_on__isnull", True), ("network__isnull", False)),
                fields=["organisation", "at"],
                name="what_staff_read_lately",
            ),
        ),
    ]
