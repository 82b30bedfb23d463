// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A symbol's size under every codebook, bits: what the encoder would send for it, raw bits apart.
module bf16_loadable_enc_size (
    input  wire [7:0]     symbol,
    input  wire [679:0]   books,                 // the slots'
    output wire [29:0]    size                   // index 0 lowest
);
    // codebook 0: bf16_train_a.yaml
    reg [4:0]     size_0;
    always @* begin
        case (symbol)
            8'h80: size_0 = 5'd2;
            8'h7f, 8'h81, 8'h82: size_0 = 5'd3;
            8'h7d, 8'h7e, 8'h83, 8'h84: size_0 = 5'd4;
            8'h7c, 8'h85: size_0 = 5'd5;
            8'h7a, 8'h7b: size_0 = 5'd6;
            8'h79, 8'h86: size_0 = 5'd7;
            8'h77, 8'h78: size_0 = 5'd8;
            8'h76: size_0 = 5'd9;
            8'h72, 8'h73, 8'h74, 8'h75, 8'h87: size_0 = 5'd10;
            default: size_0 = 5'd18;
        endcase
    end
    // codebook 1: bf16_train_b.yaml
    reg [4:0]     size_1;
    always @* begin
        case (symbol)
            8'h80, 8'h81: size_1 = 5'd2;
            8'h7e, 8'h7f, 8'h82: size_1 = 5'd3;
            8'h7d: size_1 = 5'd4;
            8'h7b, 8'h7c, 8'h83: size_1 = 5'd6;
            8'h79, 8'h7a: size_1 = 5'd8;
            8'h84: size_1 = 5'd9;
            8'h75, 8'h76, 8'h77, 8'h78, 8'h85: size_1 = 5'd10;
            default: size_1 = 5'd18;
        endcase
    end
    // codebook 2: bf16_train_zeros.yaml
    reg [4:0]     size_2;
    always @* begin
        case (symbol)
            8'h00: size_2 = 5'd1;
            8'h80, 8'h81: size_2 = 5'd3;
            8'h7f, 8'h82: size_2 = 5'd4;
            8'h7d, 8'h7e: size_2 = 5'd5;
            8'h7c, 8'h83: size_2 = 5'd6;
            8'h7b, 8'h84: size_2 = 5'd7;
            8'h7a, 8'h85: size_2 = 5'd8;
            8'h79: size_2 = 5'd9;
            8'h75, 8'h76, 8'h77, 8'h78, 8'h86: size_2 = 5'd10;
            default: size_2 = 5'd18;
        endcase
    end
    // codebook 5: the raw book
    wire [4:0]     size_5 = 5'd8;
    // the slots: of the entries the class says it
    localparam SLOTS    = 2;
    localparam LEN      = 5;
    localparam SYMBOL   = 8;
    localparam CLASS    = 4;
    localparam KEPT     = 5;
    localparam ENTRIES  = 32;
    localparam BOOK     = 340;
    localparam ENTRY    = CLASS + KEPT;
    localparam GROUPS   = ENTRIES / 4;
    localparam ESCAPE   = 4;
    localparam KEY      = BOOK - ENTRIES*ENTRY - ESCAPE;
    localparam [31:0] WIDTH = SYMBOL;
    localparam [31:0] BELOW = 0;
    wire [SLOTS*LEN-1:0] size_slots;
    genvar k, n;
    generate
        for (k = 0; k < SLOTS; k = k + 1) begin : gen_slot
            wire [ENTRIES*CLASS-1:0] classes;
            for (n = 0; n < ENTRIES; n = n + 1) begin : gen_class
                assign classes[n*CLASS +: CLASS] = books[k*BOOK+n*ENTRY+KEPT +: CLASS];
            end
            wire [CLASS-1:0] kind;
            bf16_loadable_enc_entry #(
                .SYMBOL(SYMBOL), .GROUPS(GROUPS), .BITS(CLASS), .BOOK(KEY+ENTRIES*CLASS)
            ) u_entry (
                .book({books[k*BOOK+ENTRIES*ENTRY +: KEY], classes}), .ask(1'b1),
                .symbol(symbol), .entry(kind));
            wire [31:0] own = { {32-CLASS{1'b0}}, kind} + BELOW;
            wire [31:0] escaped
                = WIDTH + { {32-ESCAPE{1'b0}}, books[(k+1)*BOOK-1 -: ESCAPE]};
            wire unused = &{1'b0, own, escaped};
            assign size_slots[k*LEN +: LEN]
                = kind == {CLASS{1'b0}} ? escaped[LEN-1:0] : own[LEN-1:0];
        end
    endgenerate
    wire unused_books = &{1'b0, symbol, books};
    assign size = { size_5, size_slots, size_2, size_1, size_0};
endmodule

`default_nettype wire
