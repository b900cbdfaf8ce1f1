"""Read preferences of every era, in every form."""
import pymongo
import pytest
from pymongo import ReadPreference

from flask_pymongo.compat import preferences, versions

try:
    from pymongo import read_preferences
except ImportError:
    read_preferences = None

NAMES = ['PRIMARY', 'PRIMARY_PREFERRED', 'SECONDARY', 'SECONDARY_ONLY', 'SECONDARY_PREFERRED', 'NEAREST']
MODES = dict(PRIMARY=0, PRIMARY_PREFERRED=1, SECONDARY=2, SECONDARY_ONLY=2, SECONDARY_PREFERRED=3, NEAREST=4)

objects = pytest.mark.skipif(not versions.DRIVER_HAS_READ_PREFERENCE_OBJECTS,
                             reason='read preferences are ints on this driver')
modes = pytest.mark.skipif(not versions.DRIVER_HAS_READ_PREFERENCE_MODES,
                           reason='ints have other meanings on this driver')
three = pytest.mark.skipif(versions.DRIVER_HAS_READ_PREFERENCE_MODES, reason='this driver has all five modes')


def spellings(name):
    words = name.lower().split('_')
    camel = words[0] + ''.join(word.capitalize() for word in words[1:])
    return [name, name.lower(), camel, camel[0].upper() + camel[1:], name.replace('_', '-'), name.replace('_', ''),
            u'%s' % name]


ALL = [(spelling, MODES[name]) for name in NAMES for spelling in spellings(name)]

#: Without modes, SECONDARY falls back to the primary and SECONDARY_ONLY does not.
OF_OLDEST_DRIVER = {'PRIMARY': 'PRIMARY', 'PRIMARY_PREFERRED': 'PRIMARY', 'SECONDARY': 'SECONDARY',
                    'SECONDARY_ONLY': 'SECONDARY_ONLY', 'SECONDARY_PREFERRED': 'SECONDARY', 'NEAREST': 'SECONDARY'}


@pytest.mark.parametrize('text, mode', ALL)
def test_mode_of_a_name(text, mode):
    assert preferences.mode_of(text) == mode


@pytest.mark.parametrize('mode', range(5))
def test_mode_of_an_int(mode):
    assert preferences.mode_of(mode) == mode


@objects
@pytest.mark.parametrize('name', NAMES)
def test_mode_of_an_object(name):
    if hasattr(ReadPreference, name):
        assert preferences.mode_of(getattr(ReadPreference, name)) == MODES[name]
    else:
        assert name == 'SECONDARY_ONLY'


@objects
def test_mode_of_an_object_with_tags():
    assert preferences.mode_of(read_preferences.Secondary(tag_sets=[{'dc': 'east'}])) == 2


@pytest.mark.parametrize('name', NAMES)
def test_the_drivers_constant_stays_what_it_is(name):
    constant = getattr(ReadPreference, name, None)
    if constant is None:
        with pytest.raises(AttributeError):
            getattr(pymongo.ReadPreference, name)
    else:
        assert preferences.for_driver(constant) == constant
        assert type(preferences.for_driver(constant)) is type(constant)


def as_the_driver_says(name):
    """The driver's own constant for one of our names."""
    if not versions.DRIVER_HAS_READ_PREFERENCE_MODES:
        return getattr(ReadPreference, OF_OLDEST_DRIVER[name])
    return getattr(ReadPreference, {'SECONDARY_ONLY': 'SECONDARY'}.get(name, name))


@pytest.mark.parametrize('name', NAMES)
def test_a_name_for_the_driver(name):
    for text in spellings(name):
        found = preferences.for_driver(text)
        assert found == as_the_driver_says(name)
        assert type(found) is type(as_the_driver_says(name))


@modes
@pytest.mark.parametrize('mode', range(5))
def test_an_int_for_the_driver(mode):
    found = preferences.for_driver(mode)
    assert getattr(found, 'mode', found) == mode
    assert found == getattr(ReadPreference, ['PRIMARY', 'PRIMARY_PREFERRED', 'SECONDARY', 'SECONDARY_PREFERRED',
                                             'NEAREST'][mode])


@three
@pytest.mark.parametrize('number', range(3))
def test_an_int_of_the_oldest_driver_is_its_own(number):
    assert preferences.for_driver(number) == number


@objects
def test_an_object_with_tags_is_passed_on():
    preference = read_preferences.Nearest(tag_sets=[{'dc': 'east'}, {}])
    assert preferences.for_driver(preference) is preference


@pytest.mark.parametrize('wrong', ['', 'primary ', 'tertiary', 'secondary only', 5, -1, 1.0, True, False, None, [],
                                   object, b'\xff'.decode('latin-1'), ReadPreference], ids=repr)
@pytest.mark.parametrize('function', [preferences.mode_of, preferences.for_driver], ids=['mode_of', 'for_driver'])
def test_anything_else_is_refused_with_the_names(wrong, function):
    with pytest.raises(ValueError) as caught:
        function(wrong)
    assert str(caught.value) == '%r is not a read preference; the names are %s' % (
        wrong, 'PRIMARY, PRIMARY_PREFERRED, SECONDARY, SECONDARY_ONLY, SECONDARY_PREFERRED, NEAREST')
