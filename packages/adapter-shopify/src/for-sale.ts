/** Shopify's search for what shoppers can find. */
export const forSale = 'status:active AND published_status:published'
