from django.db import migrations


class Migration(migrations.Migration):
    """Nothing of ours: what writes a message wakes a job, so the tables of the jobs are there first."""

    dependencies = [
        ("procrastinate", "0041_post_retry_failed_job"),
        ("records", "0014_a_grant_is_never_made_longer"),
    ]
    operations = []
