/** Other ways to write the address of an endpoint, which must not lead past what guards it. `path` is below `/api/v1`. */
export function pathSpellings(path: string): Record<string, string> {
  const [, first = '', ...rest] = path.split('/')
  const tail = rest.length > 0 ? `/${rest.join('/')}` : ''
  return {
    'as it is': `/api/v1${path}`,
    'capitals in the base': `/API/V1${path}`,
    'capitals in the path': `/api/v1/${first.toUpperCase()}${tail}`,
    'two slashes at the begin': `//api/v1${path}`,
    'two slashes in the base': `/api//v1${path}`,
    'two slashes in the path': `/api/v1//${first}${tail}`,
    'slash at the end': `/api/v1${path}/`,
    'two slashes at the end': `/api/v1${path}//`,
    'encoded slash in the base': `/api%2fv1${path}`,
    'encoded slash in the path': `/api/v1%2F${first}${tail}`,
    'encoded slash at the end': `/api/v1${path}%2f`,
    'doubly encoded slash': `/api/v1%252f${first}${tail}`,
    'encoded letter': `/api/v1/%${first.charCodeAt(0).toString(16)}${first.slice(1)}${tail}`,
    'parameter of the path': `/api/v1${path};x`,
    'parameter of the base': `/api/v1;x=1${path}`,
    'public path in the query': `/api/v1${path}?/api/v1/health`,
    'public path before': `/api/v1/health/..${path}`,
    'encoded dots': `/api/v1/health/%2e%2e${path}`,
    'dot segment': `/api/./v1${path}`,
    'backslash for a slash': `/api/v1\\${first}${tail}`,
    'file ending': `/api/v1${path}.json`,
    'encoded null': `/api/v1${path}%00`,
    'encoded line break': `/api/v1${path}%0a`,
    'encoded space': `/api/v1${path}%20`,
    'broken encoding': `/api/v1${path}%zz`,
    fragment: `/api/v1${path}#/api/v1/health`,
    'whole address': `http://localhost/api/v1${path}`,
    'address of another host': `http://other.example/api/v1${path}`,
  }
}
