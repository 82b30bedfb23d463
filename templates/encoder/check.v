// The check behind a frame's last beat. A rotated beat has room for it, behind its padding: where
// it goes beyond the word, its rest wraps round to the front like a beat's.
module {{ p }}_enc_check #(
    parameter WORD = 64,
    parameter BYTES = 4                          // of the check
) (
    input  wire               last,
    input  wire               s_carry,           // the word is full
    input  wire [WORD/8-1:0]  s_keep,            // bytes that the word then has
    input  wire [WORD-1:0]    s_beat,            // first bit highest; behind its end 0, 1 if it is last
    input  wire [8*BYTES-1:0] check,             // byte i in every i-th byte of the word
    output wire               m_carry,
    output wire [WORD/8-1:0]  m_keep,
    output wire [WORD-1:0]    m_beat
);
    localparam N = WORD / 8;

    // The frame's bytes end in the last bytes of the word, and the check does not.
    wire beyond = s_keep[N-BYTES];
    assign m_carry = s_carry | (last & beyond);

    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_byte
            // Behind the frame's bytes, and no more than the check's; round the end of the word.
            wire here, keep;
            if (i < BYTES) begin : gen_front
                wire around = s_keep[N-BYTES+i];
                assign here = ~s_keep[i] | around;
                assign keep = beyond ? around : 1'b1;
            end else begin : gen_back
                assign here = ~s_keep[i] & s_keep[i-BYTES];
                assign keep = ~beyond & s_keep[i-BYTES];
            end
            assign m_keep[i] = last ? keep : s_keep[i];
            // What is here of another beat is zeros, and stays.
            assign m_beat[WORD-1-8*i -: 8]
                = s_beat[WORD-1-8*i -: 8] & (check[8*(i%BYTES) +: 8] | {8{~here}});
        end
    endgenerate
endmodule
