import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: '상담원과 대화하기',
  earlier: '이전 대화',
  noEarlier: '다른 대화가 없습니다.',
  mail: '이메일로 보내기',
  mailAddress: '이메일 주소',
  mailSent: '대화를 보내 드리고 있습니다.',
  soundOn: '소리 켜기',
  soundOff: '소리 끄기',
  failed: '처리되지 않았습니다. 다시 시도해 주세요.',
  thanks: '감사합니다.',
  reason: '무엇을 개선하면 좋을까요?',
  uploading: '{name} 업로드 중: {percent}',
  remove: '{name} 제거',
  fileFailed: '{name}을(를) 업로드하지 못했습니다.',
  fileTooLarge: '{name}이(가) 너무 큽니다.',
  dismiss: '닫기',
}
