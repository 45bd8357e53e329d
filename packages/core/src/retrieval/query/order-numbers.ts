/** What orders, invoices and parcels are called, before their number; folded. */
const names =
  'orders?|invoice|parcel|package|shipment|tracking|bestellung|bestell|auftrag|rechnung|paket|sendung|commande|colis|facture|pedido|paquete|factura|encomenda|fatura|ordine|pacco|fattura|bestelling|pakket|ordre|zamowienie|paczka'
const numbered = String.raw`(?: ?-? ?(?:number|numbers|no\.?|nr\.?|nummer|numero|num\.?|id|n°|numer))?`
/** At least three digits: `order 2 mugs` is not a number of an order. */
const orderNumber = new RegExp(
  String.raw`(\b(?:${names})${numbered})(?: is| ist| est| es)?[\s:]*#?\s*[a-z]{0,5}-?(?=(?:[\d-]*\d){3})[\d-]+(?![\p{L}\d])`,
  'gu',
)
const hashed = /(^|\s)#[a-z]{0,5}-?\d{3,}(?![\p{L}\d])/gu

/** Folded text without the numbers of a visitor's own orders, which no document can speak of. */
export const withoutOrderNumbers = (folded: string): string => folded.replace(orderNumber, '$1 ').replace(hashed, '$1')
