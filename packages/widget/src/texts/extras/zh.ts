import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: '与真人对话',
  earlier: '以前的对话',
  noEarlier: '没有其他对话。',
  mail: '通过电子邮件发送',
  mailAddress: '电子邮件地址',
  mailSent: '对话正在发送给您。',
  soundOn: '打开声音',
  soundOff: '关闭声音',
  failed: '未能成功，请重试。',
  thanks: '谢谢。',
  reason: '哪里可以做得更好？',
  uploading: '正在上传 {name}：{percent}',
  remove: '移除 {name}',
  fileFailed: '无法上传 {name}。',
  fileTooLarge: '{name} 太大。',
  dismiss: '关闭',
}
