/** People, as opposed to machines, in the languages of `builtin`; over folded text. */
const person =
  /\b(?:human|real person|live (?:agent|person|chat)|operator|representative|talk to (?:someone|somebody|a person)|speak (?:to|with) (?:someone|somebody|a person|an agent)|customer service|mensch(?:en)?|mitarbeiter(?:in)?|echte(?:n|r)? person|kundendienst|personne reelle|etre humain|conseiller|humain|persona(?: real)?|humano|agente humano|operador|operatore|umano|persona vera|atendente|pessoa|medewerker|mens|czlowiek\w*|konsultant\w*|clovek\w*|manniska|menneske|ihminen|insan|temsilci)\b|оператор|человек|人間|担当者|人工|真人|客服/u

/** Whether a message asks for a person; a plain word for one is enough, as a needless offer costs little. */
export const wantsPerson = (message: string) => person.test(message.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase())
