"""What a scan or a recording is, by what is in it: a name or an ending says nothing."""

SCANS = ('pdf', 'jpeg', 'png')
RECORDINGS = ('mp4', 'webm')
NAMES = {'pdf': "PDF", 'jpeg': "JPEG", 'png': "PNG", 'mp4': "MP4", 'webm': "WebM"}


def kind_of(raw):
    """Return the kind of a file, one of those above, or None for anything else."""
    if raw.startswith(b'%PDF-'):
        return 'pdf'
    if raw.startswith(b'\xff\xd8\xff'):
        return 'jpeg'
    if raw.startswith(b'\x89PNG\r\n\x1a\n'):
        return 'png'
    if raw[4:8] == b'ftyp':
        return 'mp4'
    if raw.startswith(b'\x1a\x45\xdf\xa3') and b'webm' in raw[:64]:
        return 'webm'
    return None
