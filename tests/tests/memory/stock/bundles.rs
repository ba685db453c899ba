//! WooCommerce's bundles: an order lists each part as a line of its own, beside the bundle's.

use bundle_tests::woo;

use super::*;

#[tokio::test]
async fn of_a_bundle_at_woocommerce_each_part_is_taken_once() {
    let mut world = World::new(rules()).await;
    let product = |id: u64, kind: &str, rest: Value| {
        let mut product = json!({"id": id, "name": "Beanie", "type": kind, "status": "publish",
            "date_modified_gmt": minute(-5).to_string().trim_end_matches('Z')});
        product.as_object_mut().expect("an object").extend(rest.as_object().expect("an object").clone());
        product
    };
    let beanie = product(36, "simple", json!({"manage_stock": true, "stock_quantity": 10}));
    world.hears("woocommerce", "product.updated", beanie).await;
    let parts = json!([{"product_id": 36, "quantity_min": 1}]);
    for (bundle, stocked) in [
        (190, json!({"manage_stock": false, "bundled_items": parts})),
        (191, json!({"manage_stock": true, "stock_quantity": 4, "bundled_items": parts})),
    ] {
        world.hears("woocommerce", "product.updated", product(bundle, "bundle", stocked)).await;
    }
    for (order, bundle, beanies, bundles) in [(357, 190, 8, 4), (358, 191, 6, 2)] {
        let mut told = woo::order(order, now());
        let mut part = told["line_items"][0].clone();
        for key in ["subtotal", "subtotal_tax", "total", "total_tax"] {
            part[key] = json!("0.00");
        }
        (part["id"], part["product_id"], part["price"], part["taxes"]) =
            (json!(753), json!(36), json!(0), json!([]));
        part["bundled_by"] = told["line_items"][0]["id"].clone();
        told["line_items"][0]["product_id"] = json!(bundle);
        told["line_items"][0]["bundled_items"] = json!([753]);
        told["line_items"].as_array_mut().expect("lines").push(part);
        for _ in 0..2 {
            world.hears("woocommerce", "order.created", told.clone()).await;
        }
        let found = (world.available("36", ONLY).await, world.available("191", ONLY).await);
        assert_eq!(found, (Some(beanies), Some(bundles)), "{bundle}");
    }
    world.is_rebuilt("36", ONLY).await;
    assert_eq!(world.dead, Vec::<String>::new());
}
