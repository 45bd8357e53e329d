const questionLists =
  /^(faqs?|frequently asked questions|(common )?questions( (and|&) answers)?|q ?(&|and) ?a|(häufige )?fragen( und antworten)?|häufig gestellte fragen|preguntas( y respuestas| frecuentes)?|questions( et réponses| fréquentes)|foire aux questions|domande( e risposte| frequenti)?|perguntas( e respostas| frequentes)?|(veelgestelde )?vragen( en antwoorden)?|vanliga frågor|ofte stillede spørgsmål|ofte stilte spørsmål|najczęściej zadawane pytania|常见问题|常見問題|よくある(ご)?質問|자주 묻는 질문)$/iu

/** The last heading asks, or stands in a list of questions and answers, where `My parcel is late` is a question too. */
export function isQuestion(headings: readonly string[]): boolean {
  return /[?？؟]$/.test(headings.at(-1) ?? '') || questionLists.test(headings.at(-2)?.replace(/[:：.]$/, '') ?? '')
}
