import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("network", "0009_outbox_secrets"),
    ]

    operations = [
        migrations.CreateModel(
            name='OptOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('events', 'announcements of events'), ('notices', 'notices of the network'), ('surveys', 'surveys')], max_length=10, verbose_name='kind')),
                ('since', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'letters somebody does without',
                'verbose_name_plural': 'letters people do without',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='outboxmessage',
            name='batch',
            field=models.CharField(blank=True, help_text='Letters written together, to count them.', max_length=40),
        ),
        migrations.AddField(
            model_name='outboxmessage',
            name='kind',
            field=models.CharField(blank=True, choices=[('events', 'announcements of events'), ('notices', 'notices of the network'), ('surveys', 'surveys')], max_length=10, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='outboxmessage',
            name='letters_url',
            field=models.CharField(blank=True, help_text='Where mail programs end such letters by one click.', max_length=300),
        ),
        migrations.AlterField(
            model_name='mailedlink',
            name='purpose',
            field=models.CharField(choices=[('invitation', 'invitation'), ('registration_confirm', 'confirm a registration'), ('registration_manage', 'manage a registration'), ('alarm', 'say that it was somebody else'), ('letters', 'choose which letters come')], max_length=30),
        ),
        migrations.AlterField(
            model_name='outboxmessage',
            name='state',
            field=models.CharField(choices=[('queued', 'queued'), ('claimed', 'being sent'), ('sent', 'sent'), ('confirmed', 'delivered'), ('bounced', 'bounced'), ('failed', 'failed'), ('suppressed', 'not sent: address suppressed'), ('declined', 'not sent: does not want such letters')], default='queued', max_length=10, verbose_name='state'),
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(condition=models.Q(('batch', ''), _negated=True), fields=['batch', 'state'], name='outbox_batch_by_state'),
        ),
        migrations.AddField(
            model_name='optout',
            name='contact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.contactaddress'),
        ),
        migrations.AddField(
            model_name='optout',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.person'),
        ),
        migrations.AddConstraint(
            model_name='optout',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', True), ('contact__isnull', True), _connector='XOR'), name='opt_out_of_a_person_or_a_mailbox'),
        ),
        migrations.AddConstraint(
            model_name='optout',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('person', 'kind'), name='opt_out_once'),
        ),
        migrations.AddConstraint(
            model_name='optout',
            constraint=models.UniqueConstraint(condition=models.Q(('contact__isnull', False)), fields=('contact', 'kind'), name='mailbox_opts_out_once'),
        ),
    ]
