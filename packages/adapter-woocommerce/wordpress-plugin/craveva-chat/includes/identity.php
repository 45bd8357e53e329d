<?php
/**
 * Tells the page who is signed in. Asked for by the page when the chat is opened, never printed into it: pages are cached, and one
 * customer's token must not reach another.
 *
 * @package Craveva
 */

defined( 'ABSPATH' ) || exit;

/** Answers a signed-in customer with their token. */
function craveva_send_identity() {
	nocache_headers();
	$settings = craveva_settings();
	$user     = wp_get_current_user();
	if ( '' === $settings['identity_secret'] || ! $user->exists() ) {
		craveva_send_no_identity();
	}
	wp_send_json( array( 'token' => craveva_sign_token( craveva_claims_of( $user, time() ), $settings['identity_secret'] ) ) );
}

/** Answers everybody else. */
function craveva_send_no_identity() {
	nocache_headers();
	wp_send_json( array( 'token' => null ) );
}
