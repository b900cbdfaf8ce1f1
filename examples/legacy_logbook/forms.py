"""The forms of the logbook."""
from flask.ext.wtf import Form
from flask.ext.wtf.file import FileAllowed, FileField, FileRequired
from wtforms import BooleanField, DateField, IntegerField, PasswordField, SelectField, TextAreaField, TextField
from wtforms.validators import Length, NumberRange, Required


class LoginForm(Form):
    name = TextField(u'Name', [Required()])
    password = PasswordField(u'Password', [Required()])
    remember = BooleanField(u'Remember me')


class OutingForm(Form):
    boat = SelectField(u'Boat')
    date = DateField(u'Date', [Required()])
    km = IntegerField(u'Kilometres', [Required(), NumberRange(1, 200)])
    crew = TextField(u'Crew', [Required(), Length(max=200)])
    text = TextAreaField(u'What happened')


class PhotoForm(Form):
    photo = FileField(u'Photo', [FileRequired(), FileAllowed(['png', 'jpg', 'jpeg'], u'Photos only.')])
