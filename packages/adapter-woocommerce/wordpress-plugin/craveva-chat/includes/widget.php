<?php
/**
 * The script of the chat.
 *
 * @package Craveva
 */

defined( 'ABSPATH' ) || exit;

const CRAVEVA_HANDLE = 'craveva-chat';

/** Puts the script at the end of the shop's pages: it waits for nothing, and nothing waits for it. */
function craveva_enqueue_widget() {
	$settings = craveva_settings();
	if ( '' === $settings['server'] || '' === $settings['agent'] ) {
		return;
	}
	$url = $settings['server'] . '/widget.js?agent=' . rawurlencode( $settings['agent'] );
	// No version in the address: the server decides how long it is kept.
	wp_enqueue_script( CRAVEVA_HANDLE, $url, array(), null, array( 'strategy' => 'async', 'in_footer' => true ) ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
	wp_enqueue_script( CRAVEVA_HANDLE . '-shop', plugins_url( 'assets/shop.js', __DIR__ ), array(), '0.1.0', array( 'strategy' => 'async', 'in_footer' => true ) );
}

/**
 * Keeps optimisers from delaying or joining the script, and hands the shop's own addresses to ours.
 *
 * @param array $attributes Of a script element.
 */
function craveva_script_attributes( $attributes ) {
	$id = isset( $attributes['id'] ) ? $attributes['id'] : '';
	if ( CRAVEVA_HANDLE . '-js' === $id || CRAVEVA_HANDLE . '-shop-js' === $id ) {
		$attributes['data-cfasync']      = 'false';
		$attributes['data-no-optimize']  = '1';
		$attributes['data-no-defer']     = '1';
	}
	if ( CRAVEVA_HANDLE . '-shop-js' === $id ) {
		$attributes['data-ajax']     = admin_url( 'admin-ajax.php' );
		$attributes['data-cart']     = rest_url( 'wc/store/v1/cart' );
		$attributes['data-home']     = home_url( '/' );
		$attributes['data-identity'] = '' === craveva_settings()['identity_secret'] ? '' : 'yes';
	}
	return $attributes;
}
