"""Programs that sign with what left ItsDangerous: the same on each release, and what others signed is read."""
import time

import pytest

from flask_pymongo import legacy_mode

pytestmark = [pytest.mark.once_a_flask, pytest.mark.filterwarnings('ignore::DeprecationWarning')]

SIGNED_AT = 1400000000
#: Signed with the key 'key' at that time, by the releases 0.24, 1.1.0 and 2.0.1.
FOR_LONG = (
    'eyJhbGciOiJIUzI1NiIsImV4cCI6NDQwMDAwMDAwMCwiaWF0IjoxNDAwMDAwMDAwfQ.eyJpZCI6N30.'
    'w5RvTQFl8ffMvirNq_f6x4_slDZzZ_yJRdUyJgcJH8A',
    'eyJhbGciOiJIUzUxMiIsImV4cCI6NDQwMDAwMDAwMCwiaWF0IjoxNDAwMDAwMDAwfQ.eyJpZCI6N30.'
    'eyZAMtqXoNeSiyVDcwbFwhA8yVYuarXnXEHCbSBh8oLHvoprDlmSQs5kDWFZRmQeE06b2sJ7FzIVgdp6Uken_g',
    'eyJhbGciOiJIUzUxMiIsImlhdCI6MTQwMDAwMDAwMCwiZXhwIjo0NDAwMDAwMDAwfQ.eyJpZCI6N30.'
    'kSCAKMdKgMuq-RV_-Cf5_o4mpt8IPoGgAy_9vjSbChLxg8lvk776nhnfBLHKwA3YopiPz4wt_boN176YeK8h0w')
#: The payload is not ASCII, and there is a salt.
SALTED = (
    'eyJhbGciOiJIUzI1NiJ9.WzEsIlx1MDBlOSJd.KTPrIiWNY1RcUBQOKhVm2Qe9_kd4-aJ1x1RImA9RTUo',
    'eyJhbGciOiJIUzUxMiJ9.WzEsIsOpIl0.'
    'CB92JrzPxXH0KBxuV_pCovi27IpI3HyF2KSAbhHPHEcUv7Vj0GPtxq5i3V_O1TH6QLgR7UU9jkLEBXes1NxX-A')
OF_NOBODY = 'eyJhbGciOiJub25lIn0.Ingi.'
EXPIRED = ('eyJhbGciOiJIUzUxMiIsImlhdCI6MTQwMDAwMDAwMCwiZXhwIjoxNDAwMDAwMDYwfQ.eyJpZCI6N30.'
           'Pk1bHWPwrvNNlOZB8K5L3_4zFaNicBgrnitFUP2eynQ7sARSulHt574M6viWBsBTECyoqQRvEi_6_lhfCgbY6w')


@pytest.fixture(autouse=True)
def legacy():
    legacy_mode.install('itsdangerous')
    yield
    legacy_mode.uninstall()


def is_ours(kind):
    """Whether the class is legacy mode's, not one that this release has itself."""
    return kind.__module__.startswith('flask_pymongo')


def test_a_log_in_by_token():
    from itsdangerous import BadSignature, SignatureExpired, TimedJSONWebSignatureSerializer
    serializer = TimedJSONWebSignatureSerializer('key', expires_in=600)
    token = serializer.dumps({'id': 7})
    assert isinstance(token, bytes)
    assert serializer.loads(token) == serializer.loads(token.decode('ascii')) == {'id': 7}
    payload, header = serializer.loads(token, return_header=True)
    assert payload == {'id': 7} and header['alg'] == 'HS512' and header['exp'] - header['iat'] == 600
    with pytest.raises(SignatureExpired) as caught:
        serializer.loads(EXPIRED)
    assert caught.value.payload == {'id': 7} and caught.value.date_signed.isoformat()[:19] == '2014-05-13T16:53:20'
    for broken in ('', 'a', 'a.b', 'a.b.c', EXPIRED[:-1] + 'x', OF_NOBODY, token + b'x'):
        with pytest.raises(BadSignature):
            serializer.loads(broken)
    with pytest.raises(BadSignature):
        TimedJSONWebSignatureSerializer('another key').loads(token)
    assert serializer.loads_unsafe(token) == (True, {'id': 7})
    assert serializer.loads_unsafe(EXPIRED) == (False, None)


def test_bytes_are_those_of_2_0(monkeypatch):
    from itsdangerous import TimedJSONWebSignatureSerializer
    if not is_ours(TimedJSONWebSignatureSerializer):
        pytest.skip('this release signs itself, with the fields of the header in the order of its Python')
    monkeypatch.setattr(time, 'time', lambda: SIGNED_AT)
    assert TimedJSONWebSignatureSerializer('key', 3000000000).dumps({'id': 7}) == FOR_LONG[2].encode()


@pytest.mark.parametrize('token', FOR_LONG, ids=['0.24', '1.1', '2.0'])
def test_what_others_signed_for_a_time(token):
    from itsdangerous import BadData, TimedJSONWebSignatureSerializer
    serializer = TimedJSONWebSignatureSerializer('key')
    if not is_ours(TimedJSONWebSignatureSerializer) and token is FOR_LONG[0]:
        pytest.skip('from 1.0 on, these releases do not read what 0.24 signed')
    assert serializer.loads(token) == {'id': 7}
    with pytest.raises(BadData):
        TimedJSONWebSignatureSerializer('key', algorithm_name='HS384').loads(token)


@pytest.mark.parametrize('token', SALTED, ids=['0.24', '1.1'])
def test_what_others_signed_with_a_salt(token):
    from itsdangerous import BadSignature, JSONWebSignatureSerializer
    if not is_ours(JSONWebSignatureSerializer) and token is SALTED[0]:
        pytest.skip('from 1.0 on, these releases do not read what 0.24 signed')
    assert JSONWebSignatureSerializer('key', salt='activate').loads(token) == [1, u'\xe9']
    assert JSONWebSignatureSerializer('key').loads(token, salt='activate') == [1, u'\xe9']
    with pytest.raises(BadSignature):
        JSONWebSignatureSerializer('key').loads(token)


def test_algorithms():
    from itsdangerous import BadHeader, BadPayload, BadSignature, JSONWebSignatureSerializer, Signer
    from itsdangerous.jws import JSONWebSignatureSerializer as the_same
    assert JSONWebSignatureSerializer is the_same
    for name in ('HS256', 'HS384', 'HS512', 'none'):
        serializer = the_same('key', algorithm_name=name)
        value, header = serializer.loads(serializer.dumps('x', header_fields={'kid': 1}), return_header=True)
        assert value == 'x' and header == {'kid': 1, 'alg': name}
    assert the_same('key', algorithm_name='none').loads(OF_NOBODY) == 'x'
    with pytest.raises(NotImplementedError):
        the_same('key', algorithm_name='RS256')
    serializer = the_same('key')
    signer = serializer.make_signer()
    assert isinstance(signer, Signer)
    for signed, error in (('e30.MQ', BadHeader), ('W10.MQ', BadHeader), ('!.MQ', BadHeader), ('no point', BadPayload),
                          ('eyJhbGciOiJIUzI1NiJ9.MQ', BadHeader), ('eyJhbGciOiJIUzUxMiJ9.ew', BadPayload)):
        with pytest.raises(error):
            serializer.loads(signer.sign(signed))
    with pytest.raises(BadSignature):
        serializer.loads(the_same('key', salt='s').dumps(1))


def test_small_names():
    import itsdangerous
    assert itsdangerous.json.loads('[1]') == [1]
    assert itsdangerous.compact_json.dumps({'a': [1, 2]}) == '{"a":[1,2]}'
    assert itsdangerous.compact_json.loads('1') == 1 and itsdangerous.EPOCH == 1293840000
    assert itsdangerous.bytes_to_int(itsdangerous.int_to_bytes(70000)) == 70000
    assert itsdangerous.constant_time_compare('a', 'a') and not itsdangerous.constant_time_compare('a', 'b')
    # JSON is bytes on Python 2.
    assert itsdangerous.is_text_serializer(itsdangerous.json) is (str is not bytes)
    assert issubclass(itsdangerous.HMACAlgorithm, itsdangerous.SigningAlgorithm)
    assert issubclass(itsdangerous.URLSafeSerializer, itsdangerous.URLSafeSerializerMixin)


def test_a_program_on_the_command_line(monkeypatch):
    import click

    monkeypatch.setattr('sys.argv', ['program', '--a', 'b'])
    assert list(click.get_os_args()) == ['--a', 'b']
    width, height = click.get_terminal_size()
    assert width > 0 and height > 0
    assert click.disable_unicode_literals_warning is False

    def names(ctx, args, incomplete):
        return ['anna', ('bert', 'the second'), 'arno']

    @click.group()
    def cli():
        """Commands."""

    @cli.command()
    @click.option('--name', autocompletion=names)
    def greet(name):
        return 'hello ' + name

    seen = []

    @cli.resultcallback()
    def done(result):
        seen.append(result)
    cli.main(['greet', '--name', 'anna'], standalone_mode=False)
    assert seen == ['hello anna']
    option, = [parameter for parameter in greet.params if parameter.name == 'name']
    if hasattr(option, 'autocompletion'):
        assert option.autocompletion is names
    else:
        completed = option.shell_complete(click.Context(greet), 'a')
        assert [item.value for item in completed] == ['anna', 'arno']
