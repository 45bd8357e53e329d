import type { Properties } from '../../dom/jsx.ts'
import { Icon, type IconName } from './icon.tsx'

export type IconButtonProperties = Properties<HTMLButtonElement> & {
  readonly icon: IconName | (() => IconName)
  readonly label: () => string
}

/** A button that shows an icon and says what it does. */
export const IconButton = ({ icon, label, ...others }: IconButtonProperties) => (
  <button type="button" class="icon" aria-label={label} {...others}>
    <Icon name={icon} />
  </button>
)
