import type { App, AppProperties } from '../panel/app.ts'
import { Avatar } from '../panel/chrome/avatar.tsx'
import { Who } from '../panel/chrome/who.tsx'
import { Dots } from '../panel/messages/dots.tsx'
import { sayFor } from './say.ts'

interface PersonProperties extends AppProperties {
  readonly name: string
}

/** The person who answers, in place of the agent, and whether they are there, where that is known. */
export function Person({ app, name }: PersonProperties) {
  const say = sayFor(app)
  const { present, isOnline } = app.conversation
  const presence = () =>
    present.current !== null &&
    isOnline.current && [
      ' ',
      <span class={present.current ? 'presence here' : 'presence'}>{say(present.current ? 'online' : 'away')}</span>,
    ]
  return (
    <Who name={name} picture={pictureOf(app, name)}>
      {() => app.t('person')}
      {presence}
    </Who>
  )
}

/** Stands beside the name above what a person wrote. */
export const Face = ({ app, name }: PersonProperties) => <Avatar name={name} picture={pictureOf(app, name)} />

/** Says that a person is writing. */
export const Typing = ({ app, name }: PersonProperties) => (
  <div class="list">
    <Dots label={app.t('writing', { name: name || app.t('person') })} />
  </div>
)

/** The picture that the merchant gave. */
const pictureOf = ({ agentConfig }: App, name: string) => agentConfig.current?.ui_settings.operator_pictures?.[name]
