import type { Properties } from '../../dom/jsx.ts'
import { Icon } from './icon.tsx'

export type IconButtonProperties = Properties<HTMLButtonElement> & {
  readonly icon: string | (() => string)
  readonly says: () => string
}

/** A button that shows an icon and says what it does. */
export const IconButton = ({ icon, says, ...others }: IconButtonProperties) => (
  <button type="button" class="icon" aria-label={says} {...others}>
    <Icon path={icon} />
  </button>
)
