import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Nói chuyện với nhân viên',
  earlier: 'Các cuộc trò chuyện trước',
  noEarlier: 'Không có cuộc trò chuyện nào khác.',
  mail: 'Gửi qua email',
  mailAddress: 'Địa chỉ email',
  mailSent: 'Cuộc trò chuyện đang được gửi đến bạn.',
  soundOn: 'Bật âm thanh',
  soundOff: 'Tắt âm thanh',
  failed: 'Không thành công. Vui lòng thử lại.',
  thanks: 'Cảm ơn bạn.',
  reason: 'Điều gì có thể tốt hơn?',
  uploading: 'Đang tải lên {name}: {percent}',
  remove: 'Xóa {name}',
  fileFailed: 'Không thể tải lên {name}.',
  fileTooLarge: '{name} quá lớn.',
  dismiss: 'Đóng',
}
