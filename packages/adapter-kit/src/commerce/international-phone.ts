/**
 * Calling codes of countries where a number is dialled with a 0 in front that falls away from abroad, of those where something else does, and of
 * those where it is dialled as it is. Countries with a rare rule are left out. Source: ITU-T E.164 and its national numbering plans.
 */
const withZero: Readonly<Record<string, string>> = {
  AE: '971',
  AT: '43',
  AU: '61',
  BE: '32',
  BG: '359',
  CH: '41',
  DE: '49',
  EG: '20',
  FI: '358',
  FR: '33',
  GB: '44',
  HR: '385',
  ID: '62',
  IE: '353',
  IL: '972',
  IN: '91',
  JP: '81',
  KE: '254',
  KR: '82',
  MA: '212',
  MY: '60',
  NG: '234',
  NL: '31',
  NZ: '64',
  PH: '63',
  PK: '92',
  RO: '40',
  RS: '381',
  SA: '966',
  SE: '46',
  SI: '386',
  SK: '421',
  TH: '66',
  TR: '90',
  UA: '380',
  VN: '84',
  ZA: '27',
}
const withOther: Readonly<Record<string, readonly [string, string]>> = { HU: ['06', '36'], KZ: ['8', '7'], RU: ['8', '7'] }
const asItIs: Readonly<Record<string, string>> = {
  CA: '1',
  CZ: '420',
  DK: '45',
  ES: '34',
  GR: '30',
  HK: '852',
  IT: '39',
  MX: '52',
  NO: '47',
  PL: '48',
  PT: '351',
  SG: '65',
  US: '1',
}

/** A number as customers type it in their own country, as it is dialled from abroad; null where it has the code already, or that is not known. */
export function internationalPhone(phone: string, country: string): string | null {
  const digits = phone.normalize('NFKC').replace(/[\s()./-]/g, '')
  const [trunk, code] = withOther[country] ?? (withZero[country] ? ['0', withZero[country]] : ['', asItIs[country]])
  if (!code || !/^\d{7,12}$/.test(digits) || digits.startsWith('00') || !digits.startsWith(trunk)) return null
  const own = digits.slice(trunk.length)
  // Without its 8 a number of these countries would be taken for one with it that begins with it.
  if (code === '7' && own.length !== 10) return null
  // Ten digits in North America and Mexico; elsewhere one that begins as its country's code does may have it already, without a sign.
  if (code === '1' || code === '52' ? own.length !== 10 : trunk === '' && own.startsWith(code) && own.length > 9) return null
  return `+${code}${own}`
}
