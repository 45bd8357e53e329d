import { expect, test } from 'vitest'
import { whyCommon } from './common-password.ts'

const owner = { email: 'rosalind.harker@tidewren.example', full_name: 'Rosalind Harker', company_name: 'Tidewren Trading' }

test.each([
  'password123',
  'Password1234!',
  'P4ssw0rd2024',
  'qwertyuiop',
  '1234567890',
  'qwerty12345',
  '1qaz2wsx3edc',
  'zxcvbnm123456',
  'aaaaaaaaaaaa',
  'abcabcabcabc',
  'Monkey!2019!!',
  'monkeymonkey',
  'iloveyou1234',
  'basketball',
  'craveva2026!',
  'ChangeMe123!',
  'Rosalind1990!',
  'harker!!!!!!',
  'Tidewren2026',
  'ＰＡＳＳＷＯＲＤ123',
])('%s would be guessed', async password => {
  expect(await whyCommon(password, owner)).not.toBeNull()
})

test.each([
  'SecurePassword123!',
  'NewSecurePassword123!',
  'correct horse battery staple',
  'a bench needs no secret',
  'Tr0ub4dor&3-again',
  'wandering otter lamp',
  '蒼い海と白い砂浜の夏',
  'ξεσκεπάζω την ψυχοφθόρα',
  'kX9#mQ2$vL',
])('%s would not', async password => {
  expect(await whyCommon(password, owner)).toBeNull()
})
