"""``flask pymongo``: what Flask finds by the entry point ``flask.commands``, from Flask 0.11 on."""
import functools

import click
from flask import current_app
from flask.cli import with_appcontext

from . import doctor as doctors
from . import file_check, scan


@click.group(help='MongoDB for this application.')
def pymongo():
    """The commands of this package under `flask`."""


@pymongo.command(help='Say what is wrong here, or with the application, and what to do.')
@click.option('--uri', help='The MongoDB server to ask, in place of the one of the application.')
@click.option('--json', 'as_json', is_flag=True, help='Write JSON.')
@click.pass_context
def doctor(context, uri, as_json):
    """The doctor, for the application that ``--app`` or FLASK_APP names. Not imported here: that may be what fails."""
    context.exit(doctors.report(getattr(context.obj, 'app_import_path', None), uri, as_json))


@pymongo.command('scan', help='List what is legacy in sources, and change what is mechanical.')
@click.argument('paths', nargs=-1, required=True)
@click.option('--format', 'form', type=click.Choice(['text', 'json', 'sarif']), default='text')
@click.option('--fix', is_flag=True, help='Change what is mechanical, and list what is left.')
@click.option('--diff', is_flag=True, help='Write what would be changed; with --fix, what has been changed.')
@click.pass_context
def scan_sources(context, paths, form, fix, diff):
    """The scan. The application is not imported."""
    context.exit(scan.report(list(paths), form, fix, diff))


@pymongo.command('check-files', help='Find chunks in GridFS that belong to no file, and remove them.')
@click.option('--prefix', default='MONGO', help='The prefix of the configuration of the database.')
@click.option('--base', default='fs', help='The name of the GridFS collections.')
@click.option('--hours', default=float(file_check.HOURS), help='How old chunks must be: an upload may be running.')
@click.option('--fix', is_flag=True, help='Remove them.')
@click.pass_context
@with_appcontext
def check_files(context, prefix, base, hours, fix):
    """`check-files` for the database of the application."""
    _, database = current_app.extensions.get('pymongo', {}).get(prefix) or (None, None)
    if database is None:
        raise click.UsageError('the application has no database under the prefix %s' % prefix)
    context.exit(file_check.check(database, base, hours, fix, functools.partial(click.echo, nl=False)))
