"""``flask pymongo doctor``: what Flask finds by the entry point ``flask.commands``, from Flask 0.11 on."""
import click

from . import doctor as doctors


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
