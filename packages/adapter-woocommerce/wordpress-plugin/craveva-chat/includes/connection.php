<?php
/**
 * What the server and the shop tell each other of this plugin, with the keys that the merchant approved. The namespace begins with `wc-`, for which
 * WooCommerce lets its keys in, and asks of a writing call that they may write.
 *
 * @package Craveva
 */

defined( 'ABSPATH' ) || exit;

/** Registers the one address. */
function craveva_register_connection() {
	$route = array( 'permission_callback' => 'craveva_may_connect' );
	register_rest_route(
		'wc-craveva/v1',
		'/connection',
		array(
			array_merge( $route, array( 'methods' => 'GET', 'callback' => 'craveva_tell_connection' ) ),
			array_merge( $route, array( 'methods' => 'POST', 'callback' => 'craveva_take_secret' ) ),
		)
	);
}

/** Whether who asks looks after the shop. */
function craveva_may_connect(): bool {
	return current_user_can( 'manage_woocommerce' );
}

/** Which agent is on the pages, and by which mark the secret is known. */
function craveva_tell_connection(): array {
	$settings = craveva_settings();
	return array(
		'version'     => CRAVEVA_VERSION,
		'server'      => $settings['server'],
		'agent'       => $settings['agent'],
		'deployment'  => $settings['deployment'],
		'secret_mark' => craveva_mark( $settings['identity_secret'] ),
	);
}

/**
 * Takes the identity secret of the deployment that an administrator chose, and of no other: whoever has the keys can put no other server on the pages.
 *
 * @param ArrayAccess $request With `deployment` and `identity_secret`.
 * @return array|WP_Error
 */
function craveva_take_secret( $request ) {
	$settings = craveva_settings();
	if ( '' === $settings['deployment'] || $request['deployment'] !== $settings['deployment'] ) {
		return new WP_Error( 'craveva_other_deployment', 'The plugin is set up for another deployment.', array( 'status' => 409 ) );
	}
	$secret = $request['identity_secret'];
	if ( ! is_string( $secret ) || 1 !== preg_match( '/^[^\x00-\x1f\x7f]{32,200}$/u', $secret ) ) {
		return new WP_Error( 'craveva_bad_secret', 'This is no identity secret.', array( 'status' => 400 ) );
	}
	update_option( CRAVEVA_OPTION, array_merge( $settings, array( 'identity_secret' => $secret ) ) );
	return craveva_tell_connection();
}

/**
 * Tells one secret from another, and nothing of it.
 *
 * @param string $secret The identity secret; empty where there is none.
 */
function craveva_mark( string $secret ): string {
	return '' === $secret ? '' : substr( hash_hmac( 'sha256', 'craveva-chat', $secret ), 0, 16 );
}
