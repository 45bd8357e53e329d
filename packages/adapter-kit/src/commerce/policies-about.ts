import type { ShopPolicy } from './shop.ts'

export const policyTopics = ['shipping', 'returns', 'payment', 'privacy', 'any'] as const
type PolicyTopic = (typeof policyTopics)[number]

/** What pages are called, in the languages shops are most often written in. */
const titles: Readonly<Record<Exclude<PolicyTopic, 'any'>, RegExp>> = {
  shipping:
    /shipping|deliver|versand|liefer|livraison|exp[ée]dition|env[íi]o|entrega|spedizion|consegna|frete|verzend|bezorg|levering|frakt|dostaw|wysy[łl]k|доставк|配送|発送|送料|运费|배송/i,
  returns:
    /refund|return|exchange|cancel|withdraw|widerruf|rückgabe|rücksend|umtausch|erstatt|retour|remboursement|rétractation|échange|devoluci|reembolso|devoluç|reso|resi\b|rimborso|recesso|retur|zwrot|возврат|返品|返金|退货|退款|반품|환불/i,
  payment: /pay|zahl|paiement|pago|pagament|betal|p[łl]atno|оплат|支払|付款|결제/i,
  privacy:
    /privacy|data protection|datenschutz|confidentialité|données|privacidad|privacidade|integritet|personvern|prywatno|конфиденциал|プライバシー|隐私|개인정보/i,
}

/** Pages on a topic, by what they are called; all of them where none is. */
export function policiesAbout(policies: readonly ShopPolicy[], topic: PolicyTopic): readonly ShopPolicy[] {
  const found = topic === 'any' ? [] : policies.filter(({ title }) => titles[topic].test(title))
  return found.length > 0 ? found : policies
}
