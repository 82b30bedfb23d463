// The golden model of Huffwire for benches: libhuffwire by DPI-C. Compile it with huffwire_dpi.c, and link libhuffwire.
//
//     huffwire_pkg::model golden = new("configs/bf16_link.yaml");
//     if (golden.error() != "") $fatal(1, "%s", golden.error());
//     void'(golden.encode(elements));           // bytes of elements, little-endian, as on the bus
//     frame = golden.frame(0);                  // bytes of the frame, as on the bus
//     elements = golden.decode(frame);          // and golden.reason() is what tuser[3:1] says
package huffwire_pkg;

    import "DPI-C" function chandle huffwire_dpi_open(input string file, input int is_design);
    import "DPI-C" function void huffwire_dpi_close(input chandle model);
    import "DPI-C" function string huffwire_dpi_error(input chandle model);
    import "DPI-C" function void huffwire_dpi_put(input chandle model, input longint word, input int bytes);
    import "DPI-C" function longint huffwire_dpi_get(input chandle model, input int at);
    import "DPI-C" function int huffwire_dpi_encode(
        input chandle model, input int index, input int base_rule, input int base);
    import "DPI-C" function int huffwire_dpi_frame(input chandle model, input int number);
    import "DPI-C" function int huffwire_dpi_decode(input chandle model);
    import "DPI-C" function int huffwire_dpi_reason(input chandle model);
    import "DPI-C" function int huffwire_dpi_last(input chandle model);

    typedef byte unsigned bytes_t[$];

    // Where a base comes from.
    localparam int BASE_OWN = 0;
    localparam int BASE_PREVIOUS = 1;
    localparam int BASE_GIVEN = 2;

    class model;
        local chandle handle;

        // A design's file (YAML), or a codebook's.
        function new(string file, int is_design = 1);
            handle = huffwire_dpi_open(file, is_design);
        endfunction

        function void close();
            huffwire_dpi_close(handle);
            handle = null;
        endfunction

        // Why the last call failed; empty where it did not, and where a frame was decoded that is not in error.
        function string error();
            return huffwire_dpi_error(handle);
        endfunction

        // Encodes a packet as the design's encoder does by itself. How many frames it has, -1 where it failed.
        function int encode(bytes_t elements);
            put(elements);
            return huffwire_dpi_encode(handle, -1, -1, 0);
        endfunction

        // The same by the codebook of an index, as on the encoder's sideband, and relative to a base.
        function int encode_by(bytes_t elements, int index, int base_rule = BASE_OWN, int base = 0);
            put(elements);
            return huffwire_dpi_encode(handle, index, base_rule, base);
        endfunction

        // A frame of the packet encoded last, from 0.
        function bytes_t frame(int number);
            return got(huffwire_dpi_frame(handle, number));
        endfunction

        // The elements of a frame, those before an error too.
        function bytes_t decode(bytes_t frame);
            put(frame);
            return got(huffwire_dpi_decode(handle));
        endfunction

        // Of the frame decoded last: 0, or why it is in error, as on the decoder's tuser[3:1].
        function int reason();
            return huffwire_dpi_reason(handle);
        endfunction

        // Whether the packet ends with the frame decoded last.
        function int last();
            return huffwire_dpi_last(handle);
        endfunction

        local function void put(bytes_t from);
            longint word = 0;
            int count = 0;
            foreach (from[i]) begin
                word |= longint'({56'd0, from[i]}) << (8 * count);
                count++;
                if (count == 8) begin
                    huffwire_dpi_put(handle, word, 8);
                    word = 0;
                    count = 0;
                end
            end
            huffwire_dpi_put(handle, word, count);
        endfunction

        local function bytes_t got(int length);
            bytes_t to;
            longint word = 0;
            to.delete();
            for (int i = 0; i < length; i++) begin
                if (i % 8 == 0) word = huffwire_dpi_get(handle, i);
                to.push_back(word[7:0]);
                word = word >> 8;
            end
            return to;
        endfunction
    endclass

endpackage
