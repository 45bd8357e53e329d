import { safeUrl } from '../markdown/links.ts'

/** The picture of somebody, or the first letter of their name. Their name stands beside it. */
export function Avatar({ name, picture }: { readonly name: string; readonly picture: string | null | undefined }) {
  const src = safeUrl(picture)
  return (
    <span class="avatar" aria-hidden="true">
      {src ? <img src={src} alt="" /> : [...name][0]}
    </span>
  )
}
