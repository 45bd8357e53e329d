/** The name of an uploaded file as the key of its documents: its path within the upload, without drive, root and steps upwards. */
export const uploadKey = (name: string): string =>
  name
    .replaceAll('\\', '/')
    .split('/')
    .filter(part => part && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part))
    .join('/')
    .normalize('NFC')
    .slice(0, 500) || 'unnamed'
