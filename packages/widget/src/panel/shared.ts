import { each } from '../dom/each.ts'
import { h } from '../dom/jsx-runtime.ts'
import { onEnd } from '../dom/scope.ts'
import { computed, signal, untracked, watch } from '../dom/signal.ts'
import { Form } from './cards/form.tsx'
import { Avatar } from './chrome/avatar.tsx'
import { Icon } from './chrome/icon.tsx'
import { IconButton } from './chrome/icon-button.tsx'
import { Kept } from './chrome/kept.tsx'
import { Who } from './chrome/who.tsx'
import { safeUrl } from './markdown/links.ts'
import { Dots } from './messages/dots.tsx'
import { guard } from './parts/guard.tsx'
import { entryOf, textOf } from './store/entry.ts'
import { attempt } from './store/storage.ts'
import { follow, listen } from './window.ts'

/** What the panel lends to what it loads later, so that nothing travels twice. The build reads from here which modules and names these are. */
export const shared = {
  Avatar,
  attempt,
  computed,
  Dots,
  each,
  entryOf,
  follow,
  Form,
  guard,
  h,
  Icon,
  IconButton,
  Kept,
  listen,
  onEnd,
  safeUrl,
  signal,
  textOf,
  untracked,
  watch,
  Who,
}
