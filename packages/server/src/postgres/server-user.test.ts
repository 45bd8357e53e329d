import { expect, test } from 'vitest'
import { parseUsers } from './server-user.ts'

test('users are read with unsigned ids, and broken lines are left out', () => {
  const users = parseUsers(
    'root:x:0:0::/root:/bin/sh\nnobody:*:-2:-2::/var/empty:/usr/bin/false\n\n# comment\npostgres:x:101:104:,,,:/:/bin/sh',
  )
  expect(users.get('postgres')).toEqual({ uid: 101, gid: 104 })
  expect(users.get('nobody')).toEqual({ uid: 4294967294, gid: 4294967294 })
  expect([...users.keys()]).toEqual(['root', 'nobody', 'postgres'])
})
