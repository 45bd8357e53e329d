const paths = {
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M12 5v14m-6-6 6 6 6-6',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  send: 'M12 19V5m-6 6 6-6 6 6',
  stop: 'M7 7h10v10H7z',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  check: 'm5 12 5 5 9-10',
  file: 'M14 3H6v18h12V7zm0 0v4h4',
  chevron: 'm9 6 6 6-6 6',
} as const

export type IconName = keyof typeof paths

/** An outline icon. It says nothing to a screen reader: what carries it has a name. */
export const Icon = ({ name }: { name: IconName | (() => IconName) }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={typeof name === 'function' ? () => paths[name()] : paths[name]} />
  </svg>
)
