import django.core.serializers.json
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("network", "0010_letters_people_do_without"),
    ]

    operations = [
        migrations.CreateModel(
            name='Addressee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.PositiveIntegerField(help_text='Counts letters; a chunk holds a hundred of them.')),
                ('outcome', models.CharField(blank=True, choices=[('written', 'written'), ('declined', 'does not want such letters'), ('gone', 'has no address any more')], max_length=10)),
            ],
            options={
                'verbose_name': 'addressee',
                'verbose_name_plural': 'addressees',
                'ordering': ['broadcast', 'letter', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Broadcast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('about', models.CharField(max_length=20)),
                ('about_id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('events', 'announcements of events'), ('notices', 'notices of the network'), ('surveys', 'surveys')], max_length=10, verbose_name='kind')),
                ('audience', models.JSONField(default=dict, verbose_name='whom')),
                ('words', models.TextField(blank=True, verbose_name='own words')),
                ('words_en', models.TextField(blank=True, verbose_name='own words in English')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('scheduled', 'waits for its time'), ('sending', 'going out'), ('sent', 'sent'), ('stopped', 'stopped'), ('discarded', 'thrown away')], default='draft', max_length=10, verbose_name='state')),
                ('version', models.PositiveIntegerField(default=1)),
                ('hindrance', models.CharField(blank=True, choices=[('gone', 'What it was about is not there any more.'), ('unpublished', 'What it is about is not published. Please publish it first.'), ('cancelled', 'The event is cancelled. Those who registered have been told.'), ('over', 'The event is over.'), ('closed', 'Registration has closed. Please set a later deadline first.'), ('nobody', 'Nobody fits the choice any more.'), ('desk', 'Somebody stopped it at the desk.'), ('unreadable', 'The letter could not be put together. Please ask the administrator.')], max_length=15)),
                ('letters', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('meant_for', models.PositiveIntegerField(default=0, verbose_name='addressees')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='goes out')),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'announcement',
                'verbose_name_plural': 'announcements',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Chunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('written_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'chunk of letters',
                'verbose_name_plural': 'chunks of letters',
                'ordering': ['broadcast', 'number'],
            },
        ),
        migrations.AddField(
            model_name='addressee',
            name='contact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.contactaddress'),
        ),
        migrations.AddField(
            model_name='addressee',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='broadcast',
            name='follows',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='network.broadcast'),
        ),
        migrations.AddField(
            model_name='broadcast',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='addressee',
            name='broadcast',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='addressees', to='network.broadcast'),
        ),
        migrations.AddField(
            model_name='chunk',
            name='broadcast',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='network.broadcast'),
        ),
        migrations.AddIndex(
            model_name='broadcast',
            index=models.Index(fields=['about', 'about_id'], name='broadcast_about'),
        ),
        migrations.AddIndex(
            model_name='broadcast',
            index=models.Index(condition=models.Q(('state__in', ['scheduled', 'sending'])), fields=['due_at'], name='broadcast_under_way'),
        ),
        migrations.AddIndex(
            model_name='addressee',
            index=models.Index(fields=['broadcast', 'letter'], name='addressee_by_letter'),
        ),
        migrations.AddConstraint(
            model_name='addressee',
            constraint=models.UniqueConstraint(fields=('broadcast', 'person'), name='addressed_once'),
        ),
        migrations.AddConstraint(
            model_name='addressee',
            constraint=models.UniqueConstraint(fields=('broadcast', 'contact'), name='mailbox_addressed_once'),
        ),
        migrations.AddIndex(
            model_name='chunk',
            index=models.Index(condition=models.Q(('written_at__isnull', True)), fields=['broadcast', 'number'], name='chunk_unwritten'),
        ),
        migrations.AddConstraint(
            model_name='chunk',
            constraint=models.UniqueConstraint(fields=('broadcast', 'number'), name='chunk_once'),
        ),
    ]
