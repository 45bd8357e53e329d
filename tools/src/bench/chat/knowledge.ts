/** Help pages as small shops have them, in one Markdown file: 16 sections of some 60 words. */
export const helpPages = [
  [
    'Returns',
    'Everything can be sent back within 30 days of its arrival, unused and in its box. Print the label from your account and hand the parcel to any post office. We pay the label inside the country; from abroad you choose the carrier and pay it yourself. Cut fabrics and opened bulbs stay with you.',
  ],
  [
    'Refunds',
    'Your money is on its way two working days after the parcel reached our warehouse. It goes back the way it came: to the card, the account or the voucher. Banks take up to five days more. Shipping is refunded when the whole order comes back.',
  ],
  [
    'Shipping costs',
    'A parcel costs 4.90 inside the country and is free above 60. Furniture comes with a carrier who calls beforehand, for 39. To islands and mountain villages the carrier asks 12 more, which we show before you pay.',
  ],
  [
    'Delivery times',
    'What is in stock leaves the warehouse on the next working day. Parcels arrive after two days, furniture after one to two weeks. What we make to order takes four to six weeks; the product page tells which things these are.',
  ],
  [
    'Delivery abroad',
    'We deliver to all countries of the European Union, to Norway and to Switzerland. A parcel abroad costs 14.90. Duties and taxes of Norway and Switzerland are paid at the door, to the carrier, and are not part of our price.',
  ],
  [
    'Payment',
    'You can pay by card, by bank transfer, by wallet or by invoice. A card is charged when the parcel leaves, not when you order. Transfers have to arrive within seven days, or we put the things back on the shelf.',
  ],
  [
    'Invoices',
    'Companies and schools may pay by invoice within 14 days. Give your tax number at the checkout once; it is kept in the account. The invoice comes by mail as a PDF and lies in the account under Orders.',
  ],
  [
    'Warranty',
    'Lamps and furniture have a warranty of five years, textiles of two. It covers faults of material and making, not wear. Send a photo and the number of the order, and we answer within two working days with a repair, a part or a replacement.',
  ],
  [
    'Changing an order',
    'An order can be changed or cancelled until it is packed, which is within a few hours on working days. Use the link in the confirmation. Afterwards let it arrive and send it back, which costs you nothing.',
  ],
  [
    'Address',
    'You can change the address in your account until the parcel is packed. After that only the carrier can redirect it, with the link from their message. Parcel stations work for parcels, but not for furniture.',
  ],
  [
    'Washing',
    'Wool blankets are washed by hand, cold, with a wool detergent, and dried flat. Cotton and linen take 40 degrees. Cushion covers can be taken off; the filling stays dry. Never tumble what contains wool.',
  ],
  [
    'Wood care',
    'Oiled oak wants oil once a year: clean it, rub the oil in with a cloth, wait half an hour, wipe off what is left. Water rings vanish with fine sandpaper along the grain. Lacquered wood needs a damp cloth only.',
  ],
  [
    'Vouchers',
    'Vouchers are valid for three years and can be used in parts; the rest stays on the code. They cannot be paid out. Two vouchers can be joined at the checkout. Lost codes are found again with the number of the order.',
  ],
  [
    'Shop and hours',
    'The shop is open Monday to Friday from 10 to 18 and on Saturday from 10 to 16. It is two minutes from the main station, with a ramp at the side door. What you ordered online can be picked up there after a message from us.',
  ],
  [
    'Sizes',
    'The measures on the product page are those of the thing itself. Blankets are measured before the first wash and shrink by at most three percent. For lamps the length of the cable is told with the plug.',
  ],
  [
    'Contact',
    'Write to us at any time and expect an answer on the same working day. On the phone we are there from 9 to 17. For a fault, add a photo and the number of the order; it saves both of us a letter.',
  ],
]
  .map(([title, text]) => `# ${title}\n\n${text}\n`)
  .join('\n')
