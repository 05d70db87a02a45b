from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_letters_of_sign_in_wait"),
        ("records", "0005_periods_are_found_by_what_they_are_of"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="booking",
            name="bookings_of_somebody",
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["organisation", "practitioner", "meeting_status"], name="bookings_of_somebody"),
        ),
        migrations.AddIndex(
            model_name="networkmeeting",
            index=models.Index(fields=["organisation", "held_at"], name="meetings_lately_held"),
        ),
    ]
