<?php
/**
 * Plugin Name:          Craveva Chat
 * Description:          Puts the chat with your Craveva agent on your shop, and tells it who is signed in.
 * Version:              0.1.0
 * Requires at least:    6.3
 * Requires PHP:         7.4
 * Requires Plugins:     woocommerce
 * WC requires at least: 8.2
 * WC tested up to:      11.0
 * Text Domain:          craveva-chat
 *
 * @package Craveva
 */

defined( 'ABSPATH' ) || exit;

define( 'CRAVEVA_OPTION', 'craveva_chat' );
define( 'CRAVEVA_VERSION', '0.1.0' );

require_once __DIR__ . '/includes/token.php';
require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/widget.php';
require_once __DIR__ . '/includes/identity.php';
require_once __DIR__ . '/includes/connection.php';

// Orders in their own tables and the block-based cart and checkout: nothing here touches either.
add_action(
	'before_woocommerce_init',
	function () {
		if ( class_exists( '\Automattic\WooCommerce\Utilities\FeaturesUtil' ) ) {
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', __FILE__, true );
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', __FILE__, true );
		}
	}
);

add_action( 'admin_menu', 'craveva_add_settings_page' );
add_action( 'admin_init', 'craveva_register_settings' );
add_action( 'rest_api_init', 'craveva_register_connection' );
add_action( 'wp_enqueue_scripts', 'craveva_enqueue_widget' );
add_filter( 'wp_script_attributes', 'craveva_script_attributes' );
add_action( 'wp_ajax_craveva_identity', 'craveva_send_identity' );
add_action( 'wp_ajax_nopriv_craveva_identity', 'craveva_send_no_identity' );

add_filter(
	'plugin_action_links_' . plugin_basename( __FILE__ ),
	function ( $links ) {
		$url = admin_url( 'options-general.php?page=craveva-chat' );
		array_unshift( $links, '<a href="' . esc_url( $url ) . '">' . esc_html__( 'Settings', 'craveva-chat' ) . '</a>' );
		return $links;
	}
);
