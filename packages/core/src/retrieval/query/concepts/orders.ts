import type { Concept } from './concept.ts'

/** From the order to the parcel, and back. */
export const orderConcepts: readonly Concept[] = [
  {
    name: 'refund',
    see: 'return',
    en: 'refund, money back, give back money, get back money, reimburse, reimbursement, moneyback, pay back, chargeback',
    de: 'erstattung, rückerstattung, erstatten, geld zurück, rückzahlung, zurückzahlen',
    fr: 'remboursement, rembourser, récupérer argent, argent rendu',
    es: 'reembolso, reembolsar, devolución del dinero, devolver dinero, dinero de vuelta, reintegro',
    it: 'rimborso, rimborsare, soldi indietro, restituzione del denaro',
    pt: 'reembolso, reembolsar, dinheiro de volta, devolução do dinheiro',
    nl: 'terugbetaling, terugbetalen, geld terug, restitutie',
  },
  {
    name: 'return',
    see: 'refund exchange',
    en: 'return, send back, give back, bring back, take back, sending back, withdraw, withdrawal',
    de: 'rückgabe, zurückgeben, rücksendung, zurücksenden, zurückschicken, retoure, retournieren, widerruf, widerrufen, umtausch',
    fr: 'retour, retourner, renvoyer, renvoi, rétractation, rendre',
    es: 'devolución, devolver, retornar, retorno, desistimiento',
    it: 'reso, restituire, restituzione, rendere, rispedire, recesso',
    pt: 'devolução, devolver, retorno, arrependimento',
    nl: 'retour, retourneren, terugsturen, terugzenden, herroepen',
  },
  {
    name: 'shipping',
    see: 'tracking',
    en: 'shipping, ship, shipment, delivery, deliver, postage, dispatch, despatch, send out, freight, arrive, arrival',
    de: 'versand, versenden, lieferung, liefern, zustellung, verschicken, lieferzeit, versandkosten, ankommen, porto',
    fr: 'livraison, livrer, expédition, expédier, envoi, envoyer, frais de port, arriver',
    es: 'envío, enviar, entrega, entregar, despacho, gastos de envío, llegar',
    it: 'spedizione, spedire, consegna, consegnare, invio, arrivare',
    pt: 'envio, enviar, entrega, entregar, frete, chegar',
    nl: 'verzending, verzenden, bezorging, bezorgen, levering, leveren, aankomen',
  },
]
