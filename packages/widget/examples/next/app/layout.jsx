import { CravevaChat } from './craveva-chat.jsx'

export default function RootLayout({ children }) {
  return (
    <html lang="en">
      <body>
        {children}
        <CravevaChat agent="agent_123" api="https://chat.example" />
      </body>
    </html>
  )
}
