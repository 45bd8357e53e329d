import Link from 'next/link'

export default function Lamps() {
  return (
    <main>
      <h1>All lamps</h1>
      <Link href="/">Back</Link>
    </main>
  )
}
