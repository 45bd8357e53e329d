/** What a passage holds that a question may ask for. */
export type AnswerMark = 'money' | 'duration' | 'date' | 'email' | 'phone' | 'percent' | 'address' | 'hours' | 'count'

const number = String.raw`(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|ten|twelve|fourteen|thirty|ein(?:e[nmrs]?)?|zwei|drei|vier|funf|sieben|zehn|vierzehn|deux|trois|quatre|cinq|sept|dix|quatorze|trente|dos|tres|cuatro|cinco|siete|diez|catorce|treinta|due|tre|quattro|cinque|sette|dieci|dois|duas|quatro|sete|dez|twee|drie|vijf|zeven|tien)`
const time = `(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|sekunden?|minuten?|stunden?|tage?n?|werktage?n?|wochen?|monate?n?|jahre?n?|secondes?|heures?|jours?|semaines?|mois|ans?|annees?|segundos?|minutos?|horas?|dias?|semanas?|meses|mes|anos?|secondi|minuti|ore|giorni|giorno|settimane?|mesi|mese|anni|anno|uur|uren|dagen|dag|werkdagen|weken|week|maanden|maand|jaren|jaar|timmar|dagar|veckor|manader|timer|dage|uger|maneder|dager|uker|paivaa|viikkoa|kuukautta|dni|tygodni|miesiecy|rok|lat|business|working|calendar)`
const months = `(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|okt|nov|dec|dez|januar|january|februar|february|march|marz|april|june|juni|july|juli|august|september|october|oktober|november|december|dezember|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)`

const patterns: Readonly<Record<AnswerMark, RegExp>> = {
  money:
    /[$€£¥₹]\s?\d|\d\s?(?:[$€£¥₹]|eur|usd|gbp|chf|sek|dkk|nok|pln|dollars?|euros?|pounds?)(?![a-z])|(?<![a-z])(?:usd|eur|gbp|chf|price|preis|prix|precio|prezzo|preco|prijs)(?![a-z])[^.]{0,12}\d|free of charge|for free|kostenlos|gratis|gratuit|gratuito/,
  duration: new RegExp(
    String.raw`(?<![\p{L}\d])${number}[\s-]*(?:(?:to|bis|a|-|–|and|und|et|y|e|of)[\s-]*)?(?:${number}[\s-]*)?(?:business |working |calendar |full |consecutive )?${time}(?!\p{L})|hourly|daily|weekly|monthly|yearly|annually|immediately|same day|next day|24/7`,
    'u',
  ),
  date: new RegExp(String.raw`(?<!\p{L})${months}\.? \d{1,4}|\d{1,2}\.? ${months}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}`, 'u'),
  email: /[\w.+-]+@[\w-]+\.[a-z]{2,}/,
  phone: /(?:\+\d{1,3}|\(?0\d{1,4}\)?|\(\d{3}\))[\s./-]?\d{2,4}(?:[\s./-]?\d{2,4}){1,4}/,
  percent: /\d\s?%|percent|prozent|pour cent|por ciento/,
  address:
    /\d{1,4} [a-z]+ (?:street|st|road|rd|avenue|ave|lane|drive|way)\b|(?:strasse|str\.|platz|weg|gasse|allee) ?\d|(?:rue|avenue|boulevard) [a-z]|(?:calle|via|piazza|rua) [a-z]/,
  hours:
    /\d{1,2}(?::\d{2})? ?(?:am|pm|uhr)\b|\d{1,2}(?:[:.h]\d{2})? ?(?:-|–|to|bis|a) ?\d{1,2}(?:[:.h]\d{2})? ?(?:am|pm|uhr|h)?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|montag|samstag|lundi|samedi|lunes|sabado/,
  count: /\d/,
}

/** Whether a folded text holds something of a kind. */
export const hasMark = (folded: string, mark: AnswerMark): boolean => patterns[mark].test(folded)
