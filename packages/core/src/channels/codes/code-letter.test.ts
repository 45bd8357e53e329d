import { expect, test } from 'vitest'
import { languages } from '../../languages/languages.ts'
import { toMail } from '../../mail/letter.ts'
import { codeLetter } from './code-letter.ts'

const mailIn = (language: string | null) => toMail('jo@example.com', codeLetter(language, 'Harbour & Sons {code} $&', '012345'))

test.each(languages)('a mail in %s holds the code once, how long it is good, and the name as it is', language => {
  const { subject, text, html } = mailIn(language)
  expect(subject).toContain('Harbour & Sons {code} $&')
  expect(text.match(/012345/g)).toHaveLength(1)
  expect(text).toMatch(/10/)
  expect(text).not.toMatch(/\{(?!code\} \$&)/)
  expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' || language === 'he' ? 'rtl' : 'ltr'}">`)
})

test('minutes are counted as the language counts them', () => {
  const [english, czech, arabic] = [mailIn('en-GB'), mailIn('cs'), mailIn('ar')]
  expect(english.text).toContain('It is good for 10 minutes, and once.')
  expect(czech.text).toContain('Platí 10 minut a')
  expect(arabic.text).toContain('10 دقائق')
})

test('who speaks none of our languages, or nobody knows which, is written to in English', () => {
  expect(mailIn('el')).toEqual(mailIn('en'))
  expect(mailIn(null)).toEqual(mailIn('en'))
})
