/** Whole messages that say yes and nothing else, in the languages of `builtin`. */
const yes =
  /^(?:(?:yes|yep|yeah|sure|ok|okay|confirm|confirmed|i (?:agree|confirm|consent)|please do|do it|go ahead|ja|jawohl|gerne|einverstanden|bestatige|ich (?:bestatige|stimme zu)|mach das|oui|d accord|je confirme|si|claro|confirmo|de acuerdo|confermo|va bene|sim|akkoord|graag|tak|zgadzam sie|potwierdzam|ano|souhlasim|joo|kylla|evet|onayliyorum|да|хорошо|подтверждаю|はい|お願いします|是|是的|好|好的|可以|同意|确认)(?: |$)){1,3}(?:please|bitte|s il vous plait|por favor|per favore)?$/

/** Whether a message is a plain yes to what was asked before. */
export const isConsent = (message: string) =>
  yes.test(
    message
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )
