import type { Selectable } from 'kysely'
import type { BillingTables } from './billing.tables.ts'

export interface InvoiceParties {
  /** Who pays. */
  readonly company: string
  /** Who is paid: the host name of this server. */
  readonly seller: string
}

/** An invoice as a page that prints on one sheet, with nothing from elsewhere and no program in it. */
export function invoicePage({ company, seller }: InvoiceParties, invoice: Selectable<BillingTables['invoices']>) {
  const { number, amount, currency, status, lines, is_test, created_at, payment_id } = invoice
  const money = (cents: number) => new Intl.NumberFormat('en', { style: 'currency', currency }).format(cents / 100)
  const rows = lines.map(
    line =>
      `<tr><td>${escapeHtml(line.description)}</td><td>${line.quantity.toLocaleString('en')}</td><td>${escapeHtml(money(line.amount))}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Invoice ${escapeHtml(number)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
<div><h1>Invoice</h1><p>${escapeHtml(number)}</p></div>
<p class="status ${escapeHtml(status)}">${escapeHtml(is_test ? `Test, ${status}` : status)}</p>
</header>
<dl>
<div><dt>From</dt><dd>${escapeHtml(seller)}</dd></div>
<div><dt>To</dt><dd>${escapeHtml(company)}</dd></div>
<div><dt>Date</dt><dd><time datetime="${created_at.toISOString()}">${dateOf(created_at)}</time></dd></div>
<div><dt>Payment</dt><dd>${escapeHtml(payment_id ?? '–')}</dd></div>
</dl>
<table>
<thead><tr><th>Description</th><th>Quantity</th><th>Amount</th></tr></thead>
<tbody>${rows.join('')}</tbody>
<tfoot><tr><th colspan="2">Total</th><td>${escapeHtml(money(amount))}</td></tr></tfoot>
</table>
${is_test ? '<p class="note">This document was made with the test provider. No money moved.</p>' : ''}
</main>
</body>
</html>
`
}

const dateOf = (date: Date) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date)

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)

const style = `
@page{size:A4;margin:18mm}
:root{color-scheme:light dark;--ink:#1a1d23;--soft:#555b66;--line:#e3e5e9;--edge:#c9cdd4;--paper:#fff;--ground:#f4f5f7;--good:#0b6b3a}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a4abb6;--line:#2c313a;--edge:#454c58;--paper:#171a1f;--ground:#0e1013;--good:#5fd39a}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:720px;margin:32px auto;padding:48px;background:var(--paper);border:1px solid var(--line);border-radius:8px}
header{display:flex;justify-content:space-between;align-items:flex-start;gap:16px}
h1{margin:0;font-size:30px;line-height:1.1}
header p{margin:6px 0 0;color:var(--soft)}
.status{padding:4px 12px;border:1px solid var(--edge);border-radius:999px;text-transform:capitalize;white-space:nowrap}
header .paid{color:var(--good);border-color:var(--good)}
dl{display:grid;grid-template-columns:1fr 1fr;gap:16px 32px;margin:36px 0}
dt{color:var(--soft);font-size:13px}
dd{margin:0;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse}
th{font-weight:600;text-align:left}
thead th{padding:8px 0;border-bottom:2px solid var(--ink);font-size:13px}
tbody td{padding:12px 0;border-bottom:1px solid var(--line)}
td:not(:first-child),thead th:not(:first-child){padding-left:16px;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tfoot th{padding:16px 0;text-align:right}
tfoot td{padding:16px 0;font-size:19px;font-weight:600}
.note{margin:36px 0 0;color:var(--soft)}
@media (max-width:560px){main{margin:0;padding:24px;border:0;border-radius:0}dl{grid-template-columns:1fr}}
@media print{:root{color-scheme:light}body{background:#fff}main{margin:0;padding:0;border:0;max-width:none}}
`
