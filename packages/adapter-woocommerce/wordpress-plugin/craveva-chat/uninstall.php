<?php
/**
 * Leaves nothing behind.
 *
 * @package Craveva
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'craveva_chat' );
