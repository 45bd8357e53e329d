const texts: Readonly<Record<string, string>> = {
  en: 'I agree that my details are stored and used to contact me about my request.',
  de: 'Ich bin einverstanden, dass meine Angaben gespeichert und verwendet werden, um mich zu meiner Anfrage zu kontaktieren.',
  fr: 'J’accepte que mes données soient enregistrées et utilisées pour me contacter au sujet de ma demande.',
  es: 'Acepto que mis datos se guarden y se utilicen para contactarme acerca de mi solicitud.',
  it: 'Acconsento alla conservazione dei miei dati e al loro uso per contattarmi in merito alla mia richiesta.',
  pt: 'Aceito que os meus dados sejam guardados e usados para me contactar sobre o meu pedido.',
  nl: 'Ik ga ermee akkoord dat mijn gegevens worden bewaard en gebruikt om contact met mij op te nemen over mijn vraag.',
  pl: 'Zgadzam się na przechowywanie moich danych i użycie ich do kontaktu w sprawie mojego zapytania.',
}

/** What a visitor agrees to when they leave their details, in a BCP 47 language; English where we have no words of ours. */
export const consentTextFor = (language: string) => texts[language.toLowerCase().split(/[-_]/)[0] ?? ''] ?? texts.en ?? ''
